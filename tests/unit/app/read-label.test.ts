import { describe, expect, it } from 'vitest';
import {
  type Code,
  isCertain,
  readLabel,
} from '../../../app/admin/advanced-services/hot-desking/scan/read-label.ts';

const linear = (text: string): Code => ({ format: 'code_128', text });
const qr = (text: string): Code => ({ format: 'qr_code', text });
const ean = (text: string): Code => ({ format: 'ean_13', text });

const read = (...codes: Code[]) => {
  const label = readLabel(codes);
  return {
    macs: label.macs.map(({ mac }) => mac),
    serials: label.serials.map(({ text }) => text),
    isCertain: isCertain(label),
  };
};

/** How labels are laid out that can be seen on phones; the numbers are made up. */
const labels = [
  {
    name: 'Yealink: two bare codes and the product’s',
    codes: [ean('6938818303102'), linear('805EC0123456'), linear('3146012345678901')],
    macs: ['805ec0123456'],
    serials: ['3146012345678901'],
    isCertain: false,
  },
  {
    name: 'Fanvil: what it is stands in the codes',
    codes: [linear('MAC:0C383E123456'), linear('SN:X4U2103A00123')],
    macs: ['0c383e123456'],
    serials: ['X4U2103A00123'],
    isCertain: true,
  },
  {
    name: 'Snom: a MAC of digits only, by its beginning',
    codes: [linear('000413922024'), ean('4260059581234')],
    macs: ['000413922024'],
    serials: [],
    isCertain: false,
  },
  {
    name: 'Grandstream: a serial number that could be a MAC, beside the real one',
    codes: [linear('20AC12345678'), linear('C074AD112233')],
    macs: ['c074ad112233'],
    serials: ['20AC12345678'],
    isCertain: false,
  },
  {
    name: 'Grandstream: everything in one QR code',
    codes: [qr('MAC:EC74D7A1B2C3;SN:20EZ3PXH30A1B2C3;MODEL:GRP2612W')],
    macs: ['ec74d7a1b2c3'],
    serials: ['20EZ3PXH30A1B2C3'],
    isCertain: true,
  },
  {
    name: 'Poly: the MAC is the serial number, the part number is neither',
    codes: [linear('S/N 0004F2ABCDEF'), linear('P/N 2201-48820-001')],
    macs: ['0004f2abcdef'],
    serials: ['0004F2ABCDEF'],
    isCertain: true,
  },
  {
    name: 'Gigaset: the MAC-ID is both',
    codes: [linear('7C2F80AABBCC-X7T1'), linear('S30853H4002R101')],
    macs: ['7c2f80aabbcc'],
    serials: ['7C2F80AABBCC-X7T1'],
    isCertain: true,
  },
];

describe('what a phone’s label says', () => {
  it.each(labels)('$name', ({ name: _, codes, ...said }) => {
    expect(read(...codes)).toEqual(said);
    expect(read(...codes.toReversed())).toEqual(said);
  });

  it.each([
    '80:5e:c0:12:34:56',
    '80-5E-C0-12-34-56',
    '805e.c012.3456',
    '805EC0123456',
    'MAC805EC0123456',
    'MAC ID: 805ec0123456',
    'mac=80:5E:C0:12:34:56&sn=3146012345678901',
    'https://phones.example/register?mac=805ec0123456&v=2',
    '{"model":"T54W","macAddress":"805EC0123456","sn":"3146012345678901"}',
    'SIP-T54W;805EC0123456;3146012345678901',
    'MAC:805EC0123456:SN:3146012345678901',
  ])('finds the MAC address in %s', (text) => {
    expect(readLabel([qr(text)]).macs).toEqual([{ mac: '805ec0123456', vendor: 'yealink', isSure: true }]);
  });

  it.each([
    ['no address at all', '000000000000'],
    ['a group of addresses', '015EC0123456'],
    ['one digit too many', '805EC01234567'],
    ['a number of 12 digits', '224820025317'],
    ['three groups of digits', '2248-2002-5317'],
    ['seven bytes', '80:5E:C0:12:34:56:78'],
  ])('takes %s (%s) for no MAC address', (_, text) => {
    expect(readLabel([linear(text)]).macs).toEqual([]);
  });

  it('takes 12 digits for a MAC address where the label says so', () => {
    expect(read(linear('MAC: 224820025317')).macs).toEqual(['224820025317']);
  });

  it('an address of a maker that it does not know is one, but nothing to be sure of', () => {
    const { macs } = readLabel([linear('4CDE48A1B2C3')]);
    expect(macs).toEqual([{ mac: '4cde48a1b2c3', vendor: undefined, isSure: false }]);
  });

  it('leaves it to people which of two phones, and which of two numbers', () => {
    const codes = [
      linear('805EC0123456'),
      linear('805EC0123457'),
      linear('3146012345678901'),
      linear('1101100T54W01'),
    ];
    expect(read(...codes)).toEqual({
      macs: ['805ec0123456', '805ec0123457'],
      serials: ['3146012345678901', '1101100T54W01'],
      isCertain: false,
    });
  });

  it.each([
    'S/N3146012345678901',
    'SN: 3146012345678901',
    'Serial No. 3146012345678901',
    'serial_number=3146012345678901',
    'Seriennummer 3146012345678901',
    '(01)06938818303102(21)3146012345678901',
    '0106938818303102213146012345678901',
    ']C1010693881830310217271231213146012345678901\u001d240T54W',
  ])('knows a serial number by what %s calls it', (text) => {
    const { serials } = readLabel([linear(text), linear('1101100T54W01')]);
    expect(serials).toEqual([{ text: '3146012345678901', kind: 'serial', isMarked: true }]);
  });

  it.each([
    ['the number of the product', [ean('6938818303102'), linear('6938818303102')]],
    ['the same as a GTIN', [linear('0106938818303102')]],
    ['a model', [linear('SIP-T54W')]],
    [
      'what the label calls something else',
      [linear('P/N: 1101100000541'), qr('https://www.yealink.example/products/1234567890')],
    ],
  ])('takes %s for no serial number', (_, codes) => {
    expect(readLabel(codes).serials).toEqual([]);
  });

  it('says that only the product was read', () => {
    expect(readLabel([ean('6938818303102')])).toEqual({ macs: [], serials: [], hasProductCode: true });
  });
});
