import { firmwareFileSchema, firmwareOverviewSchema, firmwareRollOutSchema } from './firmware-answers.ts';
import type { Route } from './route.ts';

export const firmwareRoutes: readonly Route[] = [
  {
    ...{ method: 'GET', path: '/firmware', procedure: 'firmware.overview', takes: 'nothing', status: 200 },
    ...{
      answer: firmwareOverviewSchema,
      summary: 'Which models and versions are out there, and what is kept.',
    },
  },
  {
    ...{ method: 'POST', path: '/firmware/files', procedure: 'firmware.add', takes: 'file', status: 201 },
    ...{
      answer: firmwareFileSchema,
      summary: 'Keeps a firmware file, sent as the body. No phone gets it by that.',
    },
  },
  {
    ...{ method: 'DELETE', path: '/firmware/files/{id}', procedure: 'firmware.remove', takes: 'nothing' },
    ...{ status: 204, summary: 'Removes a firmware file that no phone is still to have.' },
  },
  {
    ...{ method: 'PUT', path: '/firmware/rollouts', procedure: 'firmware.set', takes: 'body', status: 200 },
    ...{
      answer: firmwareRollOutSchema,
      summary:
        'Which firmware the phones of a model shall have, and where. Free desks get it, one after the other.',
    },
  },
  {
    ...{
      method: 'POST',
      path: '/firmware/rollouts/{id}/pause',
      procedure: 'firmware.pause',
      takes: 'nothing',
    },
    ...{
      status: 200,
      answer: firmwareRollOutSchema,
      summary: 'Tells no more phones, and calls back what can be.',
    },
  },
  {
    ...{
      method: 'POST',
      path: '/firmware/rollouts/{id}/resume',
      procedure: 'firmware.resume',
      takes: 'nothing',
    },
    ...{ status: 200, answer: firmwareRollOutSchema, summary: 'Goes on.' },
  },
  {
    ...{ method: 'POST', path: '/firmware/rollouts/{id}/undo', procedure: 'firmware.undo', takes: 'nothing' },
    ...{
      status: 200,
      answer: firmwareRollOutSchema,
      summary: 'Takes back the last change of firmware or sites.',
    },
  },
  {
    ...{
      method: 'POST',
      path: '/firmware/rollouts/{id}/retry',
      procedure: 'firmware.retry',
      takes: 'nothing',
    },
    ...{
      status: 200,
      answer: firmwareRollOutSchema,
      summary: 'Tries those once more that failed, and goes on.',
    },
  },
];
