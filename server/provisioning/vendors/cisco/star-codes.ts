/**
 * Vertical Service Activation Codes: what the phone keeps to itself when it is dialled. By default `*70` and `*71` are
 * among them (call waiting of the next call), so `*70101` would call 101. All of them are emptied.
 */
export const STAR_CODES: readonly string[] = [
  'Call_Return_Code',
  'Blind_Transfer_Code',
  'Call_Back_Act_Code',
  'Call_Back_Deact_Code',
  'Cfwd_All_Act_Code',
  'Cfwd_All_Deact_Code',
  'Cfwd_Busy_Act_Code',
  'Cfwd_Busy_Deact_Code',
  'Cfwd_No_Ans_Act_Code',
  'Cfwd_No_Ans_Deact_Code',
  'CW_Act_Code',
  'CW_Deact_Code',
  'CW_Per_Call_Act_Code',
  'CW_Per_Call_Deact_Code',
  'Block_CID_Act_Code',
  'Block_CID_Deact_Code',
  'Block_CID_Per_Call_Act_Code',
  'Block_CID_Per_Call_Deact_Code',
  'Block_ANC_Act_Code',
  'Block_ANC_Deact_Code',
  'DND_Act_Code',
  'DND_Deact_Code',
  'Secure_All_Call_Act_Code',
  'Secure_No_Call_Act_Code',
  'Secure_One_Call_Act_Code',
  'Secure_One_Call_Deact_Code',
  'Paging_Code',
  'Call_Park_Code',
  'Call_Pickup_Code',
  'Call_Unpark_Code',
  'Call_UnPark_Code',
  'Group_Call_Pickup_Code',
  'Media_Loopback_Code',
  'Referral_Services_Codes',
  'Feature_Dial_Services_Codes',
  ...['G711u', 'G711a', 'G722', 'G722.2', 'G723', 'G726r16', 'G726r24', 'G726r32', 'G726r40', 'G729a']
    .concat(['L16', 'iLBC', 'ISAC', 'OPUS'])
    .flatMap((codec) => [`Prefer_${codec}_Code`, `Force_${codec}_Code`]),
];
