ALTER TABLE "desks" ADD COLUMN "version_at" timestamp with time zone;--> statement-breakpoint
UPDATE "desks" SET "version_at" = coalesce("switched_at", "created_at");--> statement-breakpoint
ALTER TABLE "desks" ALTER COLUMN "version_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "phones" ADD COLUMN "version_at" timestamp with time zone;--> statement-breakpoint
UPDATE "phones" SET "version_at" = (SELECT max("version_at") FROM "desks" WHERE "desks"."mac" = "phones"."mac" AND "released_at" IS NOT NULL);
