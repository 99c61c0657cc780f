import { createCallerFactory, router } from './init.ts';
import { accountRouter } from './routers/account.ts';
import { auditRouter } from './routers/audit.ts';
import { deskPageRouter } from './routers/desk-page.ts';
import { desksRouter } from './routers/desks.ts';
import { dialPlanRouter } from './routers/dial-plan.ts';
import { edgeRouter } from './routers/edge.ts';
import { emergencyRouter } from './routers/emergency.ts';
import { firmwareRouter } from './routers/firmware.ts';
import { gatewaysRouter } from './routers/gateways.ts';
import { installationRouter } from './routers/installation.ts';
import { keysRouter } from './routers/keys.ts';
import { phoneSecurityRouter } from './routers/phone-security.ts';
import { phoneWebRouter } from './routers/phone-web.ts';
import { phonesRouter } from './routers/phones.ts';
import { rpsRouter } from './routers/rps.ts';
import { setupRouter } from './routers/setup.ts';
import { templatesRouter } from './routers/templates.ts';
import { usersRouter } from './routers/users.ts';

export const appRouter = router({
  account: accountRouter,
  audit: auditRouter,
  deskPage: deskPageRouter,
  desks: desksRouter,
  dialPlan: dialPlanRouter,
  edge: edgeRouter,
  emergency: emergencyRouter,
  firmware: firmwareRouter,
  gateways: gatewaysRouter,
  installation: installationRouter,
  keys: keysRouter,
  phones: phonesRouter,
  phoneSecurity: phoneSecurityRouter,
  phoneWeb: phoneWebRouter,
  rps: rpsRouter,
  setup: setupRouter,
  templates: templatesRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
