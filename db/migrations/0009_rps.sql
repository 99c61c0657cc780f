CREATE TABLE "rps_accounts" (
	"tenant_id" text NOT NULL,
	"provider" text NOT NULL,
	"credentials" text NOT NULL,
	"fields" jsonb NOT NULL,
	"calls_per_minute" integer DEFAULT 30 NOT NULL,
	"is_dry_run" boolean DEFAULT false NOT NULL,
	"tested_at" timestamp with time zone,
	"test_error" text,
	"paused_until" timestamp with time zone,
	"leased_by" text,
	"leased_until" timestamp with time zone,
	"shared_token" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rps_accounts_tenant_id_provider_pk" PRIMARY KEY("tenant_id","provider"),
	CONSTRAINT "rps_accounts_shared_token_unique" UNIQUE("shared_token")
);
--> statement-breakpoint
CREATE TABLE "rps_entries" (
	"tenant_id" text NOT NULL,
	"mac" text NOT NULL,
	"vendor" text NOT NULL,
	"label" text NOT NULL,
	"provider" text NOT NULL,
	"wanted" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"error_code" text,
	"vendor_code" text,
	"state_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"task" text DEFAULT 'write' NOT NULL,
	"due_at" timestamp with time zone,
	"may_replace" boolean DEFAULT false NOT NULL,
	"sent_url" text,
	"assigned_at" timestamp with time zone,
	"former_url" text,
	"remote_id" text,
	"pin" text,
	"found_kind" text,
	"found_url" text,
	"checked_at" timestamp with time zone,
	"is_shared" boolean DEFAULT false NOT NULL,
	"armed_until" timestamp with time zone,
	"released_by" text,
	"released_answer" text,
	CONSTRAINT "rps_entries_tenant_id_mac_pk" PRIMARY KEY("tenant_id","mac")
);
--> statement-breakpoint
ALTER TABLE "rps_accounts" ADD CONSTRAINT "rps_accounts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rps_entries" ADD CONSTRAINT "rps_entries_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rps_entries_due" ON "rps_entries" USING btree ("tenant_id","provider","due_at");