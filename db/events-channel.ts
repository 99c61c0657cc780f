/** The channel on which a commit that wrote event rows is announced. */
export const EVENTS_CHANNEL = 'perch';
