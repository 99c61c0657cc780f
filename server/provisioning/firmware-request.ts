import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { noteFirmwareAsked, noteFirmwareFetched } from '#server/hotdesk/firmware/follow-updates.ts';
import type { RequestOutcome } from '#server/hotdesk/seen-request.ts';
import { answerFile, type FileRequest, readyFile } from './file-answer.ts';
import { answerFirmware, type FirmwarePart } from './firmware-answer.ts';
import { type DescribeDeps, describePhone } from './phone-config.ts';
import { vendorById } from './vendors/index.ts';

type Asked = {
  deps: HotdeskDeps & DescribeDeps;
  request: FileRequest;
  configuration: DeskConfiguration;
  /** Of the firmware in whose folder the file lies. */
  id: string;
  path: { name: string };
  /** What was kept of the desk is no longer so. */
  forget(): void;
};

type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  firmware?: FirmwarePart | undefined;
  outcome: RequestOutcome;
  sent?: () => Promise<void>;
};

/**
 * Whoever holds the token gets it: phones prove nothing when they fetch firmware, and it is no secret. It is there only
 * for the phone of a free desk that was told of it; undefined = it is not.
 */
export async function answerFirmwareRequest(asked: Asked): Promise<Answer | undefined> {
  const { deps, request, configuration, id, path, forget } = asked;
  const { desk, firmware } = configuration;
  const answer = answerFirmware(configuration, { id, name: path.name }, request);
  if (answer === undefined) return answerBeside(asked);
  const note = async (noted: Promise<boolean>): Promise<void> => {
    if (await noted) forget();
  };
  if (request.method === 'GET' && firmware?.state === 'told') await note(noteFirmwareAsked(deps, desk.id));
  const { isWhole, ...sent } = answer;
  const hasAll = isWhole && answer.status !== 304;
  return {
    ...{ ...sent, body: new Uint8Array(0), outcome: isWhole ? 'sent' : 'partly-sent' },
    ...(hasAll ? { sent: () => note(noteFirmwareFetched(deps, desk.id)) } : {}),
  };
}

/** What a make's phones look at before they fetch firmware. */
function answerBeside({ deps, request, configuration, id, path }: Asked): Answer | undefined {
  const config = describePhone(configuration, deps);
  const isHere = configuration.firmware?.id === id && config.is === 'desk-phone';
  const way = vendorById(configuration.desk.vendor)?.firmware;
  const file = isHere ? way?.besideFile?.(path.name, config) : undefined;
  if (file === undefined) return undefined;
  const { isWhole, ...answer } = answerFile(readyFile(file), request);
  return { ...answer, outcome: isWhole ? 'sent' : 'partly-sent' };
}
