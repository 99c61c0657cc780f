import {
  auditSchema,
  deskImportSchema,
  deskSchema,
  deskSessionSchema,
  keysSchema,
  pageOf,
  phoneSchema,
  templatePreviewSchema,
  templateSchema,
  templatesSchema,
  userSchema,
} from './answers.ts';
import { firmwareRoutes } from './firmware-routes.ts';
import {
  dialPlanSchema,
  emergencyCallSchema,
  emergencySettingsSchema,
  gatewaySchema,
  numberExplanationSchema,
} from './number-answers.ts';
import {
  claimingSchema,
  edgeSchema,
  phonePageSchema,
  phoneSecuritySchema,
  phoneWebSchema,
} from './phone-answers.ts';
import type { Route } from './route.ts';
import { rpsRoutes } from './rps-routes.ts';

/** REST v1, as CONTRACT lists it. */
export const routes: readonly Route[] = [
  {
    ...{ method: 'GET', path: '/users', procedure: 'users.list', takes: 'query', status: 200 },
    ...{ answer: pageOf(userSchema), summary: 'Every user, oldest first.' },
  },
  {
    ...{ method: 'POST', path: '/users', procedure: 'users.create', takes: 'body', status: 201 },
    ...{ answer: userSchema, summary: 'Makes a user.' },
  },
  {
    ...{ method: 'GET', path: '/users/{extension}', procedure: 'users.get', takes: 'nothing', status: 200 },
    ...{ answer: userSchema, summary: 'One user. A PIN is never answered.' },
  },
  {
    ...{
      method: 'PATCH',
      path: '/users/{extension}',
      procedure: 'users.update',
      takes: 'patch',
      status: 200,
    },
    ...{ answer: userSchema, summary: 'Changes what is given; a new PIN lifts a lock.' },
  },
  {
    ...{ method: 'DELETE', path: '/users/{extension}', procedure: 'users.remove', takes: 'nothing' },
    ...{ status: 204, summary: 'Removes a user; the desk where they were becomes free.' },
  },
  {
    ...{ method: 'POST', path: '/users/{extension}/unlock', procedure: 'users.unlock', takes: 'nothing' },
    ...{ status: 200, answer: userSchema, summary: 'Lifts the lock that wrong PINs brought.' },
  },
  {
    ...{ method: 'GET', path: '/users/{extension}/keys', procedure: 'keys.ofUser', takes: 'nothing' },
    ...{
      status: 200,
      answer: keysSchema,
      summary: 'What a user has on the keys of whatever phone they use.',
    },
  },
  {
    ...{ method: 'PUT', path: '/users/{extension}/keys', procedure: 'keys.setOfUser', takes: 'body' },
    ...{ status: 200, answer: keysSchema, summary: 'Other keys; the phone where they are is told.' },
  },
  {
    ...{ method: 'GET', path: '/phones', procedure: 'phones.list', takes: 'query', status: 200 },
    ...{ answer: pageOf(phoneSchema), summary: 'Every phone heard of, newest first.' },
  },
  {
    ...{ method: 'GET', path: '/phones/{mac}', procedure: 'phones.get', takes: 'nothing', status: 200 },
    ...{
      answer: phonePageSchema,
      summary: 'One phone: its requests, registration, and why it does not work.',
    },
  },
  {
    ...{ method: 'POST', path: '/phones/show-codes', procedure: 'phones.showCodes', takes: 'nothing' },
    ...{
      status: 200,
      answer: claimingSchema,
      summary: 'Phones that are nobody’s show a code when they start, for 15 minutes.',
    },
  },
  {
    ...{ method: 'POST', path: '/phones/claim', procedure: 'phones.claim', takes: 'body', status: 200 },
    ...{
      answer: phoneSchema,
      summary: 'The phone that shows this code is yours; where several organisations share a network.',
    },
  },
  {
    ...{ method: 'POST', path: '/phones/{mac}/give-back', procedure: 'phones.giveBack', takes: 'nothing' },
    ...{ status: 204, summary: 'A phone without a desk is nobody’s again.' },
  },
  {
    ...{ method: 'GET', path: '/desks', procedure: 'desks.list', takes: 'query', status: 200 },
    ...{ answer: pageOf(deskSchema), summary: 'Every desk, oldest first.' },
  },
  {
    ...{ method: 'POST', path: '/desks', procedure: 'desks.create', takes: 'body', status: 201 },
    ...{ answer: deskSchema, summary: 'Makes a desk; a phone that waits for its address is told at once.' },
  },
  {
    ...{ method: 'POST', path: '/desks/import', procedure: 'desks.import', takes: 'file', status: 200 },
    ...{
      fileType: 'text/csv',
      answer: deskImportSchema,
      summary:
        'Makes the desks of a table, none where a line is wrong. Those that are there stay as they are.',
    },
  },
  {
    ...{ method: 'GET', path: '/desks/{id}', procedure: 'desks.get', takes: 'nothing', status: 200 },
    ...{ answer: deskSchema, summary: 'One desk.' },
  },
  {
    ...{ method: 'PATCH', path: '/desks/{id}', procedure: 'desks.update', takes: 'patch', status: 200 },
    ...{ answer: deskSchema, summary: 'Changes what is given; another MAC is another phone.' },
  },
  {
    ...{ method: 'DELETE', path: '/desks/{id}', procedure: 'desks.remove', takes: 'nothing', status: 204 },
    ...{ summary: 'Removes a desk; its phone is released.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/login', procedure: 'desks.logIn', takes: 'body', status: 201 },
    ...{ answer: deskSessionSchema, summary: 'A user logs in; answered when their number rings there.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/logout', procedure: 'desks.logOut', takes: 'nothing' },
    ...{ status: 200, answer: deskSchema, summary: 'Whoever is logged in at the desk is logged out.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/resync', procedure: 'desks.resync', takes: 'nothing' },
    ...{ status: 200, answer: deskSchema, summary: 'Tells the phone once more to fetch its configuration.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/reboot', procedure: 'desks.reboot', takes: 'nothing' },
    ...{ status: 200, answer: deskSchema, summary: 'Restarts the phone as soon as it has no call.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/rearm', procedure: 'desks.rearm', takes: 'nothing' },
    ...{ status: 200, answer: deskSchema, summary: 'Lets a factory-reset phone back in, for 15 minutes.' },
  },
  {
    ...{ method: 'GET', path: '/desks/{id}/keys', procedure: 'keys.ofDesk', takes: 'nothing', status: 200 },
    ...{
      answer: keysSchema,
      summary: "What a desk has on its phone's keys, behind those of whoever is there.",
    },
  },
  {
    ...{ method: 'PUT', path: '/desks/{id}/keys', procedure: 'keys.setOfDesk', takes: 'body', status: 200 },
    ...{ answer: keysSchema, summary: 'Other keys; the phone is told.' },
  },
  {
    ...{ method: 'GET', path: '/templates', procedure: 'templates.list', takes: 'nothing', status: 200 },
    ...{ answer: templatesSchema, summary: 'What is added to the files of phones, make by make.' },
  },
  {
    ...{ method: 'PUT', path: '/templates', procedure: 'templates.set', takes: 'body', status: 200 },
    ...{
      answer: templateSchema,
      summary: 'Other settings for the phones of a make, a model, a site or a desk; those are told.',
    },
  },
  {
    ...{ method: 'POST', path: '/templates/preview', procedure: 'templates.preview', takes: 'body' },
    ...{
      status: 200,
      answer: templatePreviewSchema,
      summary: 'What a template would change in the file of a desk. Changes nothing.',
    },
  },
  {
    ...{ method: 'POST', path: '/templates/{id}/undo', procedure: 'templates.undo', takes: 'nothing' },
    ...{ status: 200, answer: templateSchema, summary: 'Takes back the last change of a template.' },
  },
  {
    ...{ method: 'DELETE', path: '/templates/{id}', procedure: 'templates.remove', takes: 'nothing' },
    ...{ status: 204, summary: 'Takes a template away; phones that have its settings empty them.' },
  },
  ...firmwareRoutes,
  ...rpsRoutes,
  {
    ...{ method: 'GET', path: '/gateways', procedure: 'gateways.list', takes: 'query', status: 200 },
    ...{ answer: pageOf(gatewaySchema), summary: 'Every gateway, oldest first.' },
  },
  {
    ...{ method: 'POST', path: '/gateways', procedure: 'gateways.create', takes: 'body', status: 201 },
    ...{ answer: gatewaySchema, summary: 'Makes a gateway. Its secret is write-only.' },
  },
  {
    ...{ method: 'GET', path: '/gateways/{id}', procedure: 'gateways.get', takes: 'nothing', status: 200 },
    ...{ answer: gatewaySchema, summary: 'One gateway, and how it is doing.' },
  },
  {
    ...{ method: 'PATCH', path: '/gateways/{id}', procedure: 'gateways.update', takes: 'patch', status: 200 },
    ...{ answer: gatewaySchema, summary: 'Changes what is given; a secret of null takes it away.' },
  },
  {
    ...{ method: 'DELETE', path: '/gateways/{id}', procedure: 'gateways.remove', takes: 'nothing' },
    ...{ status: 204, summary: 'Removes a gateway that no route leads to.' },
  },
  {
    ...{ method: 'GET', path: '/dial-plan', procedure: 'dialPlan.get', takes: 'nothing', status: 200 },
    ...{ answer: dialPlanSchema, summary: 'Codes, routes out, numbers in, and what a free desk may call.' },
  },
  {
    ...{ method: 'PUT', path: '/dial-plan', procedure: 'dialPlan.set', takes: 'body', status: 200 },
    ...{ answer: dialPlanSchema, summary: 'Another dial plan, unless numbers in it would hide one another.' },
  },
  {
    ...{ method: 'GET', path: '/dial-plan/explain', procedure: 'dialPlan.explain', takes: 'query' },
    ...{ status: 200, answer: numberExplanationSchema, summary: 'Why a number goes where it goes.' },
  },
  {
    ...{ method: 'GET', path: '/edge', procedure: 'edge.get', takes: 'nothing', status: 200 },
    ...{ answer: edgeSchema, summary: 'The session border controller that phones elsewhere go by.' },
  },
  {
    ...{ method: 'PUT', path: '/edge', procedure: 'edge.set', takes: 'body', status: 200 },
    ...{ answer: edgeSchema, summary: 'Another one, or none; phones elsewhere are told.' },
  },
  {
    ...{
      method: 'GET',
      path: '/phone-security',
      procedure: 'phoneSecurity.get',
      takes: 'nothing',
      status: 200,
    },
    ...{
      answer: phoneSecuritySchema,
      summary: 'By makers: whose files are encrypted, who must show a certificate.',
    },
  },
  {
    ...{ method: 'PUT', path: '/phone-security', procedure: 'phoneSecurity.set', takes: 'body', status: 200 },
    ...{ answer: phoneSecuritySchema, summary: 'Changes both; phones whose files change are told.' },
  },
  {
    ...{ method: 'GET', path: '/phone-web', procedure: 'phoneWeb.get', takes: 'nothing', status: 200 },
    ...{ answer: phoneWebSchema, summary: 'Whether phones are asked by their own web pages.' },
  },
  {
    ...{ method: 'PUT', path: '/phone-web', procedure: 'phoneWeb.set', takes: 'body', status: 200 },
    ...{ answer: phoneWebSchema, summary: 'Allows it or not; phones on the LAN are told.' },
  },
  {
    ...{ method: 'GET', path: '/emergency', procedure: 'emergency.get', takes: 'nothing', status: 200 },
    ...{ answer: emergencySettingsSchema, summary: 'Emergency numbers, their route, alerts, and places.' },
  },
  {
    ...{ method: 'PUT', path: '/emergency', procedure: 'emergency.set', takes: 'body', status: 200 },
    ...{ answer: emergencySettingsSchema, summary: 'Other settings; phones are told of new numbers.' },
  },
  {
    ...{ method: 'GET', path: '/emergency/calls', procedure: 'emergency.calls', takes: 'query' },
    ...{ status: 200, answer: pageOf(emergencyCallSchema), summary: 'Emergency calls, newest first.' },
  },
  {
    ...{ method: 'POST', path: '/emergency/calls/{id}/seen', procedure: 'emergency.markSeen' },
    ...{ takes: 'nothing', status: 200, answer: emergencyCallSchema, summary: 'Somebody has seen it.' },
  },
  {
    ...{ method: 'GET', path: '/audit', procedure: 'audit.list', takes: 'query', status: 200 },
    ...{ answer: pageOf(auditSchema), summary: 'What happened, newest first.' },
  },
];
