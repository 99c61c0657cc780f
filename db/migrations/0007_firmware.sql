CREATE TABLE "firmware_files" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"vendor" text NOT NULL,
	"version" text NOT NULL,
	"file_name" text NOT NULL,
	"models" jsonb NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"uploaded_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "firmware_roll_outs" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"vendor" text NOT NULL,
	"model" text NOT NULL,
	"firmware_id" text,
	"sites" jsonb,
	"is_paused" boolean DEFAULT false NOT NULL,
	"pause_reason" text,
	"previous" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "firmware_updates" (
	"desk_id" text PRIMARY KEY NOT NULL,
	"mac" text NOT NULL,
	"firmware_id" text NOT NULL,
	"from_version" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"told_at" timestamp with time zone NOT NULL,
	"restarted_at" timestamp with time zone,
	"fetched_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "firmware_files" ADD CONSTRAINT "firmware_files_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firmware_roll_outs" ADD CONSTRAINT "firmware_roll_outs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firmware_roll_outs" ADD CONSTRAINT "firmware_roll_outs_firmware_id_firmware_files_id_fk" FOREIGN KEY ("firmware_id") REFERENCES "public"."firmware_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firmware_updates" ADD CONSTRAINT "firmware_updates_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firmware_updates" ADD CONSTRAINT "firmware_updates_firmware_id_firmware_files_id_fk" FOREIGN KEY ("firmware_id") REFERENCES "public"."firmware_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "firmware_files_sha256" ON "firmware_files" USING btree ("tenant_id","vendor","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "firmware_roll_outs_model" ON "firmware_roll_outs" USING btree ("tenant_id","vendor",lower("model"));--> statement-breakpoint
CREATE INDEX "firmware_updates_firmware" ON "firmware_updates" USING btree ("firmware_id");--> statement-breakpoint
CREATE INDEX "firmware_updates_due" ON "firmware_updates" USING btree ("due_at");