import { describe, expect, it } from 'vitest';
import { emptyDesk, fromLabel } from '../../../app/admin/advanced-services/hot-desking/desk-values.ts';
import {
  agreedCodes,
  gather,
  gatherPhoto,
  NOTHING,
} from '../../../app/admin/advanced-services/hot-desking/scan/gather-codes.ts';
import { seenPart } from '../../../app/admin/advanced-services/hot-desking/scan/pixels.ts';
import { readLabel } from '../../../app/admin/advanced-services/hot-desking/scan/read-label.ts';
import {
  NONE,
  serialsFor,
  takeFromLabel,
} from '../../../app/admin/advanced-services/hot-desking/scan/take-from-label.ts';

const code128 = (text: string) => ({ format: 'code_128', text });
const code39 = (text: string) => ({ format: 'code_39', text });
const MAC = code128('805EC0123456');
const SERIAL = code128('3146012345678901');
const PART = code128('11010005411');

describe('codes gathered over pictures', () => {
  it('come together, whichever picture they were in', () => {
    const gathered = [[MAC], [], [SERIAL, MAC]].reduce(gather, NOTHING);
    expect(agreedCodes(gathered)).toEqual([MAC, SERIAL]);
  });

  it('of a kind without a check digit count when two pictures agree', () => {
    const once = gather(NOTHING, [code39('805EC0123456')]);
    const misread = gather(once, [code39('805EC0123455')]);
    expect(agreedCodes(misread)).toEqual([]);
    expect(agreedCodes(gather(misread, [code39('805EC0123456')]))).toEqual([code39('805EC0123456')]);
  });

  it('count in a photo as they are', () => {
    expect(agreedCodes(gatherPhoto(NOTHING, [code39('805EC0123456')]))).toEqual([code39('805EC0123456')]);
  });

  it('are the same object where a picture says nothing new', () => {
    const gathered = gather(NOTHING, [MAC]);
    expect(gather(gathered, [MAC])).toBe(gathered);
    expect(gather(gathered, [])).toBe(gathered);
  });

  it('come to an end', () => {
    const shelf = Array.from({ length: 1_000 }, (_, index) => [code128(`${index}`)]);
    expect(shelf.reduce(gather, NOTHING).size).toBe(40);
  });
});

describe('what is taken from a label', () => {
  it('is nothing before there is a MAC address', () => {
    expect(takeFromLabel(readLabel([SERIAL]), {})).toBeUndefined();
  });

  it('is what was read where nothing is to be chosen', () => {
    expect(takeFromLabel(readLabel([MAC, SERIAL]), {})).toEqual({
      mac: '805ec0123456',
      vendor: 'yealink',
      serial: '3146012345678901',
    });
    expect(takeFromLabel(readLabel([MAC]), {})?.serial).toBeUndefined();
  });

  it('waits for people where two numbers could be the serial number, or none is', () => {
    const label = readLabel([MAC, SERIAL, PART]);
    expect(takeFromLabel(label, {})).toBeUndefined();
    expect(takeFromLabel(label, { serial: '3146012345678901' })?.serial).toBe('3146012345678901');
    expect(takeFromLabel(label, { serial: NONE })).toMatchObject({ mac: '805ec0123456', serial: undefined });
  });

  it('waits for people where two phones were seen, and takes the MAC-ID of the one they choose', () => {
    const label = readLabel([code128('7C2F80AABBCC-X7T1'), code128('7C2F80AABBCD-K2P9')]);
    expect(takeFromLabel(label, {})).toBeUndefined();
    expect(serialsFor(label, { mac: '7c2f80aabbcd' }).map(({ text }) => text)).toEqual(['7C2F80AABBCD-K2P9']);
    expect(takeFromLabel(label, { mac: '7c2f80aabbcd' })).toEqual({
      mac: '7c2f80aabbcd',
      vendor: 'gigaset',
      serial: '7C2F80AABBCD-K2P9',
    });
  });
});

describe('the form that a label fills in', () => {
  const filled = { ...emptyDesk, mac: '80-5e-c0-12-34-56', vendor: 'snom', serial: 'OLD' };

  it('has MAC address, serial number and maker of the label', () => {
    const label = { mac: '805ec0123457', vendor: 'yealink', serial: 'NEW' };
    expect(fromLabel(filled, label)).toEqual({ mac: '80:5E:C0:12:34:57', vendor: 'yealink', serial: 'NEW' });
  });

  it('keeps the maker where the MAC address does not tell, and the serial number of the same phone', () => {
    const of = (mac: string) => fromLabel(filled, { mac, vendor: undefined, serial: undefined });
    expect(of('805ec0123456')).toEqual({ mac: '80:5E:C0:12:34:56', serial: 'OLD' });
    expect(of('4cde48a1b2c3')).toEqual({ mac: '4C:DE:48:A1:B2:C3', serial: '' });
  });
});

describe('the part of a video that is seen', () => {
  it.each([
    {
      name: 'a landscape video in a portrait box',
      ...{ video: [1280, 720], box: [390, 480], seen: { x: 348, y: 0, width: 585, height: 720 } },
    },
    {
      name: 'a portrait video in a flat box',
      ...{ video: [1080, 1920], box: [640, 360], seen: { x: 0, y: 656, width: 1080, height: 608 } },
    },
    {
      name: 'one of the same form',
      ...{ video: [1920, 1080], box: [640, 360], seen: { x: 0, y: 0, width: 1920, height: 1080 } },
    },
  ])('is the middle of $name', ({ video, box, seen }) => {
    const size = ([width = 0, height = 0]: number[]) => ({ width, height });
    expect(seenPart(size(video), size(box))).toEqual(seen);
  });
});
