import { describe, expect, it } from 'vitest';
import {
  readTemplateLines,
  toTemplateText,
} from '../../../app/admin/advanced-services/templates/template-values.ts';

describe('the lines of a template', () => {
  it('are a name and a value, parted at the first =', () => {
    expect(readTemplateLines('a.b = 1\r\n\n# no\n  c=x = y\nd =')).toEqual({
      settings: [
        { name: 'a.b', value: '1' },
        { name: 'c', value: 'x = y' },
        { name: 'd', value: '' },
      ],
      wrong: [],
    });
  });

  it('that are none are told by their number', () => {
    expect(readTemplateLines('a = 1\nb\n= 2')).toEqual({
      settings: [{ name: 'a', value: '1' }],
      wrong: [2, 3],
    });
  });

  it('come back from what is stored', () => {
    const settings = [
      { name: 'a', value: '1' },
      { name: 'b', value: '' },
    ];
    expect(readTemplateLines(toTemplateText(settings)).settings).toEqual(settings);
  });
});
