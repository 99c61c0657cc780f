import type { DeskPhone } from '../../phone-config.ts';
import type { Parameter } from './parameters.ts';

/** `$MA`: the MAC, 12 lower-case digits. */
export const ruleFor = (base: string): string => `${base}$MA.xml`;

const RETRY_SECONDS = 60;
/** A call is not broken into for four hours. Perch tells a phone only when it is in no call. */
const WAIT_FOR_IDLE_SECONDS = 14_400;

export function provisioningParameters({ provisioning, adminPassword }: DeskPhone): Parameter[] {
  const { url, username, password, pollMinutes, fileSecret } = provisioning;
  const key = fileSecret === null ? '' : `--key "${fileSecret}" `;
  return [
    ...rules(`[${key}--uid ${username} --pwd ${password}]${ruleFor(url)}`),
    ...resync(pollMinutes * 60),
    // The names of MPP and of SPA.
    ['Admin_Password', adminPassword],
    ['Admin_Passwd', adminPassword],
    ['User_Password', adminPassword],
  ];
}

/** As it left the factory. There is no plug and play: the next owner tells it where to look. */
export const releasedParameters = (): Parameter[] => [
  ...rules('/$PSN.xml'),
  ['Resync_Periodic', 3_600],
  ['Resync_Error_Retry_Delay', 3_600],
  ['Resync_Fails_On_FNF', 'Yes'],
  ['User_Configurable_Resync', 'Yes'],
  ['Admin_Password', ''],
  ['Admin_Passwd', ''],
  ['User_Password', ''],
];

const rules = (rule: string): Parameter[] => [
  ['Profile_Rule', rule],
  ['Profile_Rule_B', ''],
  ['Profile_Rule_C', ''],
  ['Profile_Rule_D', ''],
];

const resync = (periodSeconds: number): Parameter[] => [
  ['Provision_Enable', 'Yes'],
  ['Resync_On_Reset', 'Yes'],
  ['Resync_Random_Delay', 0],
  // A time of day would switch the period off.
  ['Resync_At__HHmm_', ''],
  ['Resync_Periodic', periodSeconds],
  // By default a file that is not there costs an hour.
  ['Resync_Fails_On_FNF', 'No'],
  ['Resync_Error_Retry_Delay', RETRY_SECONDS],
  ['Forced_Resync_Delay', WAIT_FOR_IDLE_SECONDS],
  ['Resync_From_SIP', 'Yes'],
  ['Resync_Trigger_1', ''],
  ['Resync_Trigger_2', ''],
  ['User_Configurable_Resync', 'No'],
  // It would ask whoever stands there for the name and password of a profile.
  ['Profile_Authentication_Type', 'Disabled'],
  // Cisco's own hot desking would fetch the profile as somebody else.
  ['EM_Enable', 'No'],
];
