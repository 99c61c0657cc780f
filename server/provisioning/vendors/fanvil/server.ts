import { type Piece, setting } from './sys-conf.ts';

/** `ap/FlashProtocol` */
const PROTOCOL = { http: 4, https: 5 } as const;
/** `ap/FlashMode`: it looks whenever it starts. */
const AFTER_START = 1;

/** Where the phone looks for its file from now on. */
export const serverOf = (url: string): Piece[] => [
  setting('DownloadCommonConf', 0),
  setting('DownloadDeviceConf', 1),
  setting('SaveProvisionInfo', 1),
  setting('FlashServerIP', url.replace(/\/$/, '')),
  setting('FlashFileName', '$mac.cfg'),
  setting('FlashProtocol', url.startsWith('https:') ? PROTOCOL.https : PROTOCOL.http),
  setting('FlashMode', AFTER_START),
];

/** As it left the factory: nowhere. */
export const emptied = (): Piece[] => [
  setting('DownloadCommonConf', 1),
  setting('FlashServerIP'),
  setting('FlashFileName'),
  setting('FlashMode', AFTER_START),
];
