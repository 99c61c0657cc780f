CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "attempt_limits" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"failures" double precision DEFAULT 0 NOT NULL,
	"locks" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_limits_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tenant_id" text,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_label" text NOT NULL,
	"door" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_label" text NOT NULL,
	"source" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bindings" (
	"auth_name" text NOT NULL,
	"contact" text NOT NULL,
	"desk_id" text NOT NULL,
	"call_id" text NOT NULL,
	"cseq" integer NOT NULL,
	"q_thousandths" integer DEFAULT 1000 NOT NULL,
	"path" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"flow" jsonb NOT NULL,
	"user_agent" text,
	"expires_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bindings_auth_name_contact_pk" PRIMARY KEY("auth_name","contact")
);
--> statement-breakpoint
CREATE TABLE "desk_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"desk_id" text NOT NULL,
	"user_id" text,
	"user_slot" integer NOT NULL,
	"via" text NOT NULL,
	"state" text DEFAULT 'switched' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "desks" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"display_name" text NOT NULL,
	"extension" text NOT NULL,
	"mac" text NOT NULL,
	"vendor" text NOT NULL,
	"model" text,
	"serial" text,
	"provisioning" text NOT NULL,
	"network" text NOT NULL,
	"site" text,
	"floor" text,
	"label_token" text NOT NULL,
	"config_token" text NOT NULL,
	"config_version" integer DEFAULT 1 NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"phone_state" text DEFAULT 'updating' NOT NULL,
	"phone_reason" text,
	"downloaded_version" integer,
	"downloaded_at" timestamp with time zone,
	"registered_auth_name" text,
	"settle_step" integer DEFAULT 0 NOT NULL,
	"settle_due_at" timestamp with time zone,
	"http_version" integer DEFAULT 0 NOT NULL,
	"rearmed_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"tenant_id" text,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"tenant_id" text NOT NULL,
	"extension" text NOT NULL,
	"kind" text NOT NULL,
	"owner_id" text NOT NULL,
	CONSTRAINT "extensions_tenant_id_extension_pk" PRIMARY KEY("tenant_id","extension")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"secret_fingerprint" text NOT NULL,
	"setup_token_hash" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phones" (
	"mac" text PRIMARY KEY NOT NULL,
	"tenant_id" text,
	"vendor" text,
	"model" text,
	"firmware" text,
	"ip" text,
	"pnp" jsonb,
	"pnp_problem" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portal_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"user_id" text,
	"epoch" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_sign_in_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sip_credentials" (
	"auth_name" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"desk_id" text NOT NULL,
	"desk_session_id" text,
	"extension" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"extension" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"pin_hash" text NOT NULL,
	"hot_desking" boolean DEFAULT false NOT NULL,
	"language" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_auth_name_sip_credentials_auth_name_fk" FOREIGN KEY ("auth_name") REFERENCES "public"."sip_credentials"("auth_name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_sessions" ADD CONSTRAINT "desk_sessions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_sessions" ADD CONSTRAINT "desk_sessions_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_sessions" ADD CONSTRAINT "desk_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desks" ADD CONSTRAINT "desks_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phones" ADD CONSTRAINT "phones_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_accounts" ADD CONSTRAINT "portal_accounts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portal_accounts" ADD CONSTRAINT "portal_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sip_credentials" ADD CONSTRAINT "sip_credentials_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sip_credentials" ADD CONSTRAINT "sip_credentials_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sip_credentials" ADD CONSTRAINT "sip_credentials_desk_session_id_desk_sessions_id_fk" FOREIGN KEY ("desk_session_id") REFERENCES "public"."desk_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_hash" ON "api_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "audit_log_tenant_id" ON "audit_log" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "bindings_desk" ON "bindings" USING btree ("desk_id");--> statement-breakpoint
CREATE UNIQUE INDEX "desk_sessions_open_desk" ON "desk_sessions" USING btree ("desk_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "desk_sessions_open_user_slot" ON "desk_sessions" USING btree ("user_id","user_slot") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "desk_sessions_tenant_started" ON "desk_sessions" USING btree ("tenant_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "desks_mac" ON "desks" USING btree ("mac") WHERE released_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "desks_label_token" ON "desks" USING btree ("label_token");--> statement-breakpoint
CREATE UNIQUE INDEX "desks_config_token" ON "desks" USING btree ("config_token");--> statement-breakpoint
CREATE INDEX "desks_tenant_created" ON "desks" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "desks_settle_due" ON "desks" USING btree ("settle_due_at");--> statement-breakpoint
CREATE INDEX "events_xid_id" ON "events" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "phones_tenant_first_seen" ON "phones" USING btree ("tenant_id","first_seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "phones_first_seen_mac" ON "phones" USING btree ("first_seen_at","mac");--> statement-breakpoint
CREATE UNIQUE INDEX "portal_accounts_email" ON "portal_accounts" USING btree ("email");--> statement-breakpoint
CREATE INDEX "sip_credentials_desk" ON "sip_credentials" USING btree ("desk_id");--> statement-breakpoint
CREATE INDEX "sip_credentials_ended" ON "sip_credentials" USING btree ("ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_tenant_extension" ON "users" USING btree ("tenant_id","extension");--> statement-breakpoint
CREATE INDEX "users_tenant_created" ON "users" USING btree ("tenant_id","created_at");