import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import type { ExtraSetting } from '#server/provisioning/vendors/extras.ts';
import { vendorById, vendors } from '#server/provisioning/vendors/index.ts';
import { deskPhone, releasedPhone } from './desk-phone.ts';
import { readerOf } from './read-settings.ts';

/** What each make calls the same things, and where an independent reader finds them. */
const MAKES = [
  {
    vendor: 'yealink',
    model: 'T54W',
    own: { name: 'lang.gui', at: 'lang.gui' },
    other: { name: 'phone_setting.inactive_level', at: 'phone_setting.inactive_level' },
    empty: '%NULL%',
  },
  {
    vendor: 'grandstream',
    model: 'GXP2170',
    own: { name: 'language.gui', at: 'P1362' },
    other: { name: 'P8428', at: 'P8428' },
    empty: '',
  },
  {
    vendor: 'grandstream',
    model: 'GRP2614',
    own: { name: 'P1362', at: 'language.gui' },
    other: { name: 'backlight.timeout', at: 'backlight.timeout' },
    empty: '',
  },
  {
    vendor: 'snom',
    model: 'D785',
    own: { name: 'language', at: 'language' },
    other: { name: 'user_ringer[1]', at: 'user_ringer 1' },
    empty: '',
  },
  {
    vendor: 'fanvil',
    model: 'X5U',
    own: { name: 'phone/display/DefaultLanguage', at: 'phone/display/DefaultLanguage' },
    other: { name: 'net/vlan[2]/Priority', at: 'net/vlan2/Priority' },
    empty: '',
  },
];

describe.each(MAKES)('settings of an administrator in the file of a $vendor $model', (make) => {
  const { vendor, model, own, other, empty } = make;
  const read = readerOf(vendor);
  const extrasOf = () => {
    const extras = vendorById(vendor)?.extras;
    if (extras === undefined) throw new Error(`${vendor} takes none`);
    return extras;
  };
  const settings = (extras: ExtraSetting[], config: PhoneConfig = deskPhone({ model })) =>
    read(vendorById(vendor)?.fileFor(extrasOf().fileName(config.mac), { ...config, extras })?.text ?? '');
  const plain = settings([]);

  it('take the place of what stands there, and stand behind it where nothing does', () => {
    const both = settings([
      { name: own.name, value: 'klingon' },
      { name: other.name, value: '7' },
    ]);
    expect([...both]).toEqual(
      [
        ...[...plain].map(([name, value]) => [name, name === own.at ? 'klingon' : value]),
        [other.at, '7'],
      ].sort(inOrderOf([...both.keys()])),
    );
    expect([both.get(own.at), both.get(other.at)]).toEqual(['klingon', '7']);
  });

  it('that no template says any more are ours again, or empty', () => {
    const gone = settings([
      { name: own.name, value: null },
      { name: other.name, value: null },
    ]);
    expect(gone.get(own.at)).toBe(plain.get(own.at));
    expect(gone.get(other.at)).toBe(empty);
  });

  it('are emptied on a phone that is released', () => {
    const released = settings([{ name: other.name, value: null }], { ...releasedPhone, model });
    expect(released.get(other.at)).toBe(empty);
  });

  it('count by the last of equal names', () => {
    const twice = settings([
      { name: other.name, value: '1' },
      { name: other.name, value: '2' },
    ]);
    expect(twice.get(other.at)).toBe('2');
  });

  it('are escaped as every other', () => {
    const value = `</P2></settings> "a" & 'b' <x>`;
    expect(settings([{ name: other.name, value }]).get(other.at)).toBe(value);
  });

  it('are known by their names', () => {
    for (const { name } of [own, other]) {
      expect(extrasOf().nameOf(` ${name} `)).toBe(name);
      expect(extrasOf().reserved(name)).toBeUndefined();
    }
    expect(extrasOf().isKnown(own.name)).toBe(true);
    expect(extrasOf().isKnown('nosuchthing.at_all')).toBe(false);
  });

  it.each(['', 'a b', 'a=b', '../x', 'a\nb', 'a"b', '<a>', 'a/>', '#a', 'ä.b'])(
    'have no name like %j',
    (name) => {
      expect(extrasOf().nameOf(name)).toBeUndefined();
      expect([...settings([{ name, value: 'x' }])]).toEqual([...plain]);
    },
  );
});

const inOrderOf = (names: readonly string[]) => (a: readonly unknown[], b: readonly unknown[]) =>
  names.indexOf(String(a[0])) - names.indexOf(String(b[0]));

describe('what is not for a template to say', () => {
  it.each([
    ['yealink', 'account.1.password', 'account'],
    ['yealink', 'account.1.sip_server.1.address', 'account'],
    ['yealink', 'account.2.enable', 'account'],
    ['yealink', 'static.auto_provision.server.url', 'provisioning'],
    ['yealink', 'auto_provision.pnp_enable', 'provisioning'],
    ['yealink', 'static.security.user_password', 'security'],
    ['yealink', 'sip.trust_ctrl', 'security'],
    ['yealink', 'push_xml.server', 'security'],
    ['yealink', 'sip.notify_reboot_enable', 'resync'],
    ['yealink', 'linekey.2.value', 'keys'],
    ['yealink', 'dialplan.emergency.1.value', 'dialling'],
    ['yealink', 'forward.always.target', 'personal'],
    ['yealink', 'static.network.vlan.internet_port_vid', 'network'],
    ['yealink', 'static.network.internet_port.type', 'network'],
    ['yealink', 'static.network.ip_address_mode', 'network'],
    ['yealink', 'network.802_1x.mode', 'network'],
    ['yealink', 'static.network.lldp.enable', 'network'],
    ['yealink', 'static.wifi.1.ssid', 'network'],
    ['grandstream', 'P47', 'account'],
    ['grandstream', 'account.1.sip.subscriber.password', 'account'],
    ['grandstream', 'P735', 'account'],
    ['grandstream', 'P237', 'provisioning'],
    ['grandstream', 'P2', 'security'],
    ['grandstream', 'P4428', 'resync'],
    ['grandstream', 'P1363', 'keys'],
    ['grandstream', 'P290', 'dialling'],
    ['grandstream', 'P4200', 'dialling'],
    ['grandstream', 'P29092', 'personal'],
    ['grandstream', 'P8', 'network'],
    ['grandstream', 'P51', 'network'],
    ['grandstream', 'P7901', 'network'],
    ['grandstream', 'network.port.eth.1.vlan.tag', 'network'],
    ['grandstream', 'network.802.1x.mode', 'network'],
    ['grandstream', 'network.internetProtocol', 'network'],
    ['snom', 'user_pass[1]', 'account'],
    ['snom', 'user_ringer[2]', 'account'],
    ['snom', 'setting_server', 'provisioning'],
    ['snom', 'admin_mode_password', 'security'],
    ['snom', 'auto_reboot_on_setting_change', 'resync'],
    ['snom', 'gui_fkey1', 'keys'],
    ['snom', 'keyboard_lock_emergency', 'dialling'],
    ['snom', 'fwd_all_target[1]', 'personal'],
    ['snom', 'vlan_id', 'network'],
    ['snom', 'dhcp', 'network'],
    ['snom', 'ip_adr', 'network'],
    ['snom', 'lldp_enable', 'network'],
    ['fanvil', 'sip/line[1]/RegisterPswd', 'account'],
    ['fanvil', 'sip/line[2]/PhoneNumber', 'account'],
    ['fanvil', 'sip/line/PhoneNumber', 'account'],
    ['fanvil', 'ap/FlashServerIP', 'provisioning'],
    ['fanvil', 'web/account[1]/Password', 'security'],
    ['fanvil', 'sip/NotifyReboot', 'resync'],
    ['fanvil', 'dsskey/internal[1]/Fkey[1]/Value', 'keys'],
    ['fanvil', 'phone/EmergencyCall', 'dialling'],
    ['fanvil', 'sip/line[1]/AlwaysFWDNum', 'personal'],
    ['fanvil', 'net/EnableDHCP', 'network'],
    ['fanvil', 'net/wifi/WIFIEnable', 'network'],
    ['fanvil', 'qos/VLANID', 'network'],
    ['fanvil', 'dot1x/mode', 'network'],
  ])('%s: %s is %s', (vendor, name, what) => {
    expect(vendorById(vendor)?.extras?.nameOf(name)).toBe(name);
    expect(vendorById(vendor)?.extras?.reserved(name)).toBe(what);
  });

  it.each([
    ['yealink', 'static.network.vlan.pc_port_vid'],
    ['yealink', 'static.network.mtu_value'],
    ['grandstream', 'P1348'],
    ['grandstream', 'network.port.pc.vlan.tag'],
    ['snom', 'vlan_pc_id'],
    ['fanvil', 'net/MTU'],
    ['fanvil', 'qos/PVIDValue'],
  ])('is not, but warned of, where it touches the network only: %s: %s', (vendor, name) => {
    const extras = vendorById(vendor)?.extras;
    expect([extras?.nameOf(name), extras?.reserved(name), extras?.isRisky(name)]).toEqual([
      name,
      undefined,
      true,
    ]);
  });

  it.each([
    ['yealink', 'static.network.qos.audiotos'],
    ['grandstream', 'network.qos.forRtp'],
    ['grandstream', 'P38'],
    ['snom', 'user_ringer[1]'],
    ['fanvil', 'qos/VoiceDSCP'],
  ])('is not a warning where nothing can be cut off: %s: %s', (vendor, name) => {
    expect(vendorById(vendor)?.extras?.isRisky(name)).toBe(false);
  });

  it.each(['yealink', 'grandstream', 'snom', 'fanvil'])(
    'stays ours in the file of a %s, whatever a database holds',
    (id) => {
      const vendor = vendors.find((one) => one.id === id);
      const fileName = vendor?.extras?.fileName ?? (() => '');
      const names = ['account.1.password', 'P34', 'user_pass[1]', 'sip/line[1]/RegisterPswd'];
      const config = deskPhone();
      const text = (extras: ExtraSetting[]) =>
        vendor?.fileFor(fileName(config.mac), { ...config, extras })?.text ?? '';
      expect(text(names.map((name) => ({ name, value: 'stolen' })))).toBe(text([]));
    },
  );

  /** What a template may change of what stands in a file anyway. */
  it('is nearly all that the file of a Yealink says', () => {
    const extras = vendorById('yealink')?.extras;
    const own = [
      ...readerOf('yealink')(
        vendorById('yealink')?.fileFor('001565aabbcc.cfg', deskPhone())?.text ?? '',
      ).keys(),
    ];
    expect(own.filter((name) => extras?.reserved(name) === undefined)).toEqual([
      'account.1.dtmf.type',
      'account.1.codec.pcmu.enable',
      'account.1.codec.pcma.enable',
      'account.1.codec.g722.enable',
      'lang.gui',
      'lang.wui',
    ]);
    expect(own.filter((name) => extras?.isKnown(name) !== true)).toEqual([]);
  });
});
