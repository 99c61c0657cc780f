const KEY = 'perch-extension';

/** A mobile phone is one person's: their number need not be typed at every desk. */
export function rememberExtension(extension: string): void {
  try {
    localStorage.setItem(KEY, extension);
  } catch {
    // A browser that keeps nothing is typed into again.
  }
}

export function recallExtension(form: HTMLFormElement | null): void {
  const field = form?.elements.namedItem('extension');
  if (!(field instanceof HTMLInputElement) || field.value !== '') return;
  try {
    field.value = localStorage.getItem(KEY) ?? '';
  } catch {
    // As above.
  }
}
