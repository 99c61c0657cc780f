import type { Setting } from './setting.ts';

/** What somebody who sat here may have set at the phone, for all accounts and for account 1. */
export const personalSettings = (): Setting[] => [
  ...forward('forward.always'),
  ...forward('forward.busy'),
  ...forward('forward.no_answer'),
  ...forward('account.1.always_fwd'),
  ...forward('account.1.busy_fwd'),
  ...forward('account.1.timeout_fwd'),
  ['features.dnd.enable', 0],
  ['account.1.dnd.enable', 0],
  ['account.1.auto_answer', 0],
  ['account.1.anonymous_call', 0],
  ['account.1.reject_anonymous_call', 0],
  ['features.hotline_number', undefined],
  // Whoever locks the phone with a PIN of their own locks out the next one.
  ['phone_setting.phone_lock.enable', 0],
  ['phone_setting.phone_lock.unlock_pin', undefined],
  // UNVERIFIED: empties the list of calls when the phone's own hot desking logs somebody out; perhaps never for us.
  ['features.hotdesking_clear_calllog.enable', 1],
  ['phone_setting.logon_wizard', 0],
];

const forward = (name: string): Setting[] => [
  [`${name}.enable`, 0],
  [`${name}.target`, undefined],
];
