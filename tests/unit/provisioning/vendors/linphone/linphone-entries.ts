import { elementsNamed, readXml } from '#server/sim/read-xml.ts';

/** Every entry of a file, in its order: `proxy_0/reg_identity`. */
export const linphoneEntries = (text: string): Map<string, string> =>
  new Map(
    elementsNamed(readXml(text), 'section').flatMap((section) =>
      elementsNamed(section, 'entry').map((entry) => {
        if (entry.attributes['overwrite'] !== 'true') throw new Error('an entry that would not be taken');
        return [`${section.attributes['name']}/${entry.attributes['name']}`, entry.text] as const;
      }),
    ),
  );
