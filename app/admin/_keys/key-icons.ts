import { CircleDot, LogIn, LogOut, Phone, PhoneForwarded, PhoneOutgoing, Voicemail } from 'lucide-react';

/** What a key does, as a sign. */
export const keyIcons = {
  line: Phone,
  'log-in': LogIn,
  'log-out': LogOut,
  'speed-dial': PhoneOutgoing,
  blf: CircleDot,
  voicemail: Voicemail,
  transfer: PhoneForwarded,
} as const;
