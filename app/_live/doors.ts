/** The doors through which changes come, in the order in which they are offered. */
export const doors = ['dial', 'qr', 'kiosk', 'admin', 'api', 'policy', 'phone', 'system'] as const;
export type Door = (typeof doors)[number];

export const doorWords = (door: string): Door => doors.find((known) => known === door) ?? 'system';
