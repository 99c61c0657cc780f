import type { EmergencyPlace } from '#db/schema/index.ts';

/** What an alert tells. */
export type EmergencyAlert = {
  number: string;
  isTest: boolean;
  place: EmergencyPlace;
  caller: string | null;
  callerNumber: string | null;
  /** ISO 8601. */
  at: string;
};

type Words = Record<
  | 'call'
  | 'test'
  | 'number'
  | 'desk'
  | 'site'
  | 'floor'
  | 'address'
  | 'caller'
  | 'nobody'
  | 'callBack'
  | 'at',
  string
>;

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    ...{ call: 'Emergency call', test: 'Test of emergency calls', number: 'Number', desk: 'Desk' },
    ...{ site: 'Site', floor: 'Floor', address: 'Address', caller: 'Logged in', nobody: 'nobody' },
    ...{ callBack: 'Call back', at: 'Time' },
  },
  de: {
    ...{ call: 'Notruf', test: 'Test des Notrufs', number: 'Nummer', desk: 'Platz' },
    ...{
      site: 'Standort',
      floor: 'Etage',
      address: 'Anschrift',
      caller: 'Angemeldet',
      nobody: 'niemand',
    },
    ...{ callBack: 'Rückruf', at: 'Zeit' },
  },
  fr: {
    ...{ call: 'Appel d’urgence', test: 'Test des appels d’urgence', number: 'Numéro', desk: 'Bureau' },
    ...{ site: 'Site', floor: 'Étage', address: 'Adresse', caller: 'Connecté', nobody: 'personne' },
    ...{ callBack: 'Rappel', at: 'Heure' },
  },
  es: {
    ...{ call: 'Llamada de emergencia', test: 'Prueba de llamadas de emergencia', number: 'Número' },
    ...{ desk: 'Mesa', site: 'Sede', floor: 'Planta', address: 'Dirección', caller: 'Conectado' },
    ...{ nobody: 'nadie', callBack: 'Devolver la llamada', at: 'Hora' },
  },
};

/** The mail that tells those in the house that somebody has called for help, and where they are. */
export function emergencyMail(alert: EmergencyAlert, language: string): { subject: string; body: string } {
  const words = WORDS[language] ?? (WORDS['en'] as Words);
  const { place, number } = alert;
  const what = alert.isTest ? words.test : words.call;
  const where = [place.desk, place.site, place.floor && `${words.floor} ${place.floor}`];
  const lines: Array<[label: string, value: string | null]> = [
    [words.number, number],
    [words.at, alert.at],
    [words.desk, place.desk],
    [words.site, place.site],
    [words.floor, place.floor],
    [words.address, addressLine(place)],
    [words.caller, alert.caller ?? words.nobody],
    [words.callBack, alert.callerNumber],
  ];
  return {
    subject: `${what}: ${where.filter(Boolean).join(', ')}`,
    body: `${what}\n\n${lines.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : [])).join('\n')}\n`,
  };
}

function addressLine({ address }: EmergencyPlace): string | null {
  if (address === null) return null;
  const { building, street, houseNumber, postalCode, city, region, country } = address;
  const [road, town] = [
    [street, houseNumber],
    [postalCode, city],
  ].map((parts) => parts.filter(Boolean).join(' '));
  return [building, road, town, region, country].filter(Boolean).join(', ');
}
