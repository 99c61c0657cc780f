CREATE TABLE "phone_requests" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"desk_id" text NOT NULL,
	"mac" text NOT NULL,
	"other_mac" text,
	"at" timestamp with time zone NOT NULL,
	"method" text NOT NULL,
	"name" text NOT NULL,
	"status" integer NOT NULL,
	"outcome" text NOT NULL,
	"version" integer,
	"bytes" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"source" text NOT NULL,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "phone_signalling" (
	"desk_id" text PRIMARY KEY NOT NULL,
	"notified_at" timestamp with time zone,
	"notify_event" text,
	"notify_outcome" text,
	"refused_at" timestamp with time zone,
	"refused_for" text,
	"refused_from" text
);
--> statement-breakpoint
CREATE TABLE "stray_requests" (
	"what" text NOT NULL,
	"source" text NOT NULL,
	"mac" text DEFAULT '' NOT NULL,
	"count" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "stray_requests_what_source_mac_pk" PRIMARY KEY("what","source","mac")
);
--> statement-breakpoint
ALTER TABLE "desks" ADD COLUMN "switched_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "desks" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "desks" ADD COLUMN "registered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "desks" ADD COLUMN "settled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "phone_requests" ADD CONSTRAINT "phone_requests_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_signalling" ADD CONSTRAINT "phone_signalling_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "phone_requests_desk" ON "phone_requests" USING btree ("desk_id","id");--> statement-breakpoint
CREATE INDEX "stray_requests_at" ON "stray_requests" USING btree ("at");