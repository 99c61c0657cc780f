import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';

/** What a tenant may change of its behaviour. Absent = the default of `server/hotdesk/tenant-settings.ts`. */
export type StoredTenantSettings = {
  logInCode?: string;
  logOutCode?: string;
  pinLengthMax?: number;
  deskSessionsPerUser?: number;
  emergencyNumbers?: string[];
  language?: string;
  timeZone?: string;
};

export const tenants = pgTable('tenants', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  settings: jsonb('settings').$type<StoredTenantSettings>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
});
