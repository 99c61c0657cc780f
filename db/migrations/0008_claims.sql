CREATE TABLE "waiting_phones" (
	"mac" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"code_hash" text,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "codes_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "waiting_phones" ADD CONSTRAINT "waiting_phones_mac_phones_mac_fk" FOREIGN KEY ("mac") REFERENCES "public"."phones"("mac") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_phones_token" ON "waiting_phones" USING btree ("token");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_phones_code_hash" ON "waiting_phones" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "waiting_phones_expires" ON "waiting_phones" USING btree ("expires_at");