ALTER TABLE "desks" ADD COLUMN "keys" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "keys" jsonb DEFAULT '[]'::jsonb NOT NULL;