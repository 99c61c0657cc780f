/** What Perch says, in the words that are spoken. `scripts/prompts/make.sh` turns them into the files of `en/`. */
export const prompts = {
  'enter-extension': 'Please enter your extension, and then press hash.',
  'enter-pin': 'Please enter your pin, and then press hash.',
  'wrong-pin-try-again': 'That was not right. Please enter your pin again.',
  'wrong-pin-goodbye': 'That was not right. Please try again later. Goodbye.',
  locked: 'Too many wrong pins. Please wait a little, and try again.',
  'desk-occupied-press-1': 'Somebody is logged in here. To log them out, press one.',
  'logged-in': 'You are logged in. Your number rings here now.',
  'logged-in-elsewhere-moved': 'You are logged in here now. Your other desk is free.',
  'logged-out': 'You have been logged out. Goodbye.',
  'nobody-logged-in': 'Nobody is logged in at this phone.',
  'not-possible-now': 'Sorry, that did not work. Please try again in a moment.',
  'nobody-at-that-number': 'The person you are calling is not at a desk right now.',
  'not-allowed-from-this-phone': 'Please log in at this phone before you make that call.',
  goodbye: 'Goodbye.',
} as const satisfies Record<string, string>;

export type PromptId = keyof typeof prompts;

export const promptIds = Object.keys(prompts) as PromptId[];
