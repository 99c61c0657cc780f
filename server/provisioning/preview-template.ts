import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { concerns, type PhoneTemplate, withTemplate } from '#server/hotdesk/effective-extras.ts';
import { checkExtras, type ExtraFinding } from '#server/hotdesk/extra-findings.ts';
import { type DiffLine, diffLines } from './line-diff.ts';
import { type DescribeDeps, describePhone } from './phone-config.ts';
import { vendorById } from './vendors/index.ts';

/** What a template would change in the file of one desk's phone. */
export type TemplatePreview = {
  findings: ExtraFinding[];
  /** Whether the template is for this desk. */
  isForDesk: boolean;
  /** Empty where nothing would change. */
  lines: DiffLine[];
};

type Given = PhoneTemplate & { vendor: string };

const HIDDEN = '••••••';
const SECRET_NAME = /pass|pwd|pswd|secret|_pin\b|token/i;

/** Passwords, the address's token and what looks like a password in a template never reach the text. */
export function previewTemplate(
  configuration: DeskConfiguration,
  template: Given,
  where: Pick<DescribeDeps, 'phonesUrl' | 'registrar'>,
): TemplatePreview {
  const { desk, phone, templates } = configuration;
  const { settings, findings } = check(template);
  const place = { id: desk.id, site: desk.site, model: phone?.model ?? desk.model };
  const isForDesk = template.vendor === desk.vendor && concerns(template, place);
  const { scope, about } = template;
  const changed = withTemplate(templates, { scope, about, settings });
  const before = textOf(configuration, where);
  const lines = isForDesk ? diffLines(before, textOf({ ...configuration, templates: changed }, where)) : [];
  return { findings, isForDesk, lines: lines.every(({ is }) => is === 'gap') ? [] : lines };
}

/** Only what is to be said of the settings. */
export const previewWithoutDesk = (template: Given): TemplatePreview => ({
  ...{ findings: check(template).findings, isForDesk: false, lines: [] },
});

function check({ vendor, settings }: Given) {
  const rules = vendorById(vendor)?.extras;
  return rules === undefined ? { settings: [], findings: [] } : checkExtras(settings, rules);
}

function textOf(
  configuration: DeskConfiguration,
  where: Pick<DescribeDeps, 'phonesUrl' | 'registrar'>,
): string {
  const { desk, templates } = configuration;
  const hidden = {
    ...configuration,
    desk: { ...desk, configToken: HIDDEN },
    templates: templates.map(withoutSecrets),
  };
  const hide = () => HIDDEN;
  const secrets = { sipSecret: hide, httpSecret: hide, fileSecret: hide, phoneAdminSecret: hide };
  const vendor = vendorById(desk.vendor);
  const config = describePhone(hidden, { ...where, secrets });
  return vendor?.fileFor(vendor.extras.fileName(desk.mac), config)?.text.trimEnd() ?? '';
}

const withoutSecrets = (template: PhoneTemplate): PhoneTemplate => ({
  ...template,
  settings: template.settings.map(({ name, value }) => ({
    name,
    value: SECRET_NAME.test(name) && value !== '' ? HIDDEN : value,
  })),
});
