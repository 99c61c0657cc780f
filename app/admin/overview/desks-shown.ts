/** How many desks the first page shows. */
export const DESKS_SHOWN = 10;
