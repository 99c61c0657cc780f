import { describe, expect, it } from 'vitest';
import type { ExtraSetting } from '#server/provisioning/vendors/extras.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone } from './desk-phone.ts';
import { readerOf } from './read-settings.ts';

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
    ['cisco', 'Password_1_', 'account'],
    ['cisco', 'Proxy_1_', 'account'],
    ['cisco', 'Default_Ring_2_', 'account'],
    ['cisco', 'EM_Enable', 'account'],
    ['cisco', 'Profile_Rule_B', 'provisioning'],
    ['cisco', 'Upgrade_Rule', 'provisioning'],
    ['cisco', 'Report_Rule', 'provisioning'],
    ['cisco', 'Admin_Passwd', 'security'],
    ['cisco', 'Enable_Web_Server', 'security'],
    ['cisco', 'Auth_Resync-Reboot_1_', 'resync'],
    ['cisco', 'Extended_Function_3_', 'keys'],
    ['cisco', 'Dial_Plan_1_', 'dialling'],
    ['cisco', 'CW_Act_Code', 'dialling'],
    ['cisco', 'Prefer_G722.2_Code', 'dialling'],
    ['cisco', 'Cfwd_All_Dest', 'personal'],
    ['cisco', 'Enable_VLAN', 'network'],
    ['cisco', 'IP_Mode', 'network'],
    ['cisco', 'Enable_802.1X_Authentication', 'network'],
    ['cisco', 'passphrase_1_', 'network'],
    ['poly', 'reg.1.auth.password', 'account'],
    ['poly', 'reg.2.address', 'account'],
    ['poly', 'voIpProt.server.1.address', 'account'],
    ['poly', 'sec.srtp.require', 'account'],
    ['poly', 'device.prov.serverName', 'provisioning'],
    ['poly', 'prov.polling.period', 'provisioning'],
    ['poly', 'device.auth.localAdminPassword', 'security'],
    ['poly', 'httpd.cfg.enabled', 'security'],
    ['poly', 'apps.push.serverRootURL', 'security'],
    ['poly', 'voIpProt.SIP.specialEvent.checkSync.alwaysReboot', 'resync'],
    ['poly', 'softkey.3.action', 'keys'],
    ['poly', 'attendant.resourceList.1.address', 'keys'],
    ['poly', 'dialplan.digitmap', 'dialling'],
    ['poly', 'dialplan.routing.emergency.1.value', 'dialling'],
    ['poly', 'feature.forward.enable', 'personal'],
    ['poly', 'divert.fwd.1.enabled', 'personal'],
    ['poly', 'device.net.vlanId', 'network'],
    ['poly', 'device.dhcp.enabled', 'network'],
    ['poly', 'dns.cache.A.1.address', 'network'],
    ['gigaset', 'SIP.Account.0.AuthPassword', 'account'],
    ['gigaset', 'SIP.Account.1.Active', 'account'],
    ['gigaset', 'SipProvider.0.ProxyServerAddress', 'account'],
    ['gigaset', 'SipAccount.00002.AuthName', 'account'],
    ['gigaset', 'user_pass[1]', 'account'],
    ['gigaset', 'System.Provision.ProvisioningServer', 'provisioning'],
    ['gigaset', 'Provisioning.global.ProvisioningServer', 'provisioning'],
    ['gigaset', 'SystemSettings.global.SipMulticastEnabled', 'provisioning'],
    ['gigaset', 'WebUI.AdminPassword', 'security'],
    ['gigaset', 'WebUIAccounts.1.Password', 'security'],
    ['gigaset', 'SIP.Checksync.Simple', 'resync'],
    ['gigaset', 'PhoneUI.Keys.FunctionKeys.2.PhoneNumber', 'keys'],
    ['gigaset', 'PhoneUI.Keys.SoftKeys.0.Type', 'keys'],
    ['gigaset', 'Telephony.CallDivert.0.All.Target', 'personal'],
    ['gigaset', 'keyboard_lock_emergency', 'dialling'],
    ['gigaset', 'NET.VLAN.LAN.Identifier', 'network'],
    ['gigaset', 'NET.IP.IPv4.DHCP.Options.Disabled', 'network'],
    ['gigaset', 'vlan_id', 'network'],
    ['mitel', 'sip line1 password', 'account'],
    ['mitel', 'sip line2 user name', 'account'],
    ['mitel', 'sip proxy ip', 'account'],
    ['mitel', 'sip outbound proxy', 'account'],
    ['mitel', 'sip transport protocol', 'account'],
    ['mitel', 'download protocol', 'provisioning'],
    ['mitel', 'http path', 'provisioning'],
    ['mitel', 'firmware server', 'provisioning'],
    ['mitel', 'auto resync time', 'provisioning'],
    ['mitel', 'admin password', 'security'],
    ['mitel', 'web interface enabled', 'security'],
    ['mitel', 'sip xml notify event', 'security'],
    ['mitel', 'softkey3 value', 'keys'],
    ['mitel', 'topsoftkey1 type', 'keys'],
    ['mitel', 'sip line1 vmail', 'keys'],
    ['mitel', 'sip dial plan', 'dialling'],
    ['mitel', 'emergency dial plan', 'dialling'],
    ['mitel', 'call forward disabled', 'personal'],
    ['mitel', 'speeddial edit', 'personal'],
    ['mitel', 'dhcp', 'network'],
    ['mitel', 'ip', 'network'],
    ['mitel', 'vlan id', 'network'],
    ['mitel', 'tagging enabled', 'network'],
    ['mitel', 'lldp', 'network'],
    ['mitel', 'eap type', 'network'],
    ['mitel', 'dns1', 'network'],
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
    ['cisco', 'PC_Port_VLAN_ID'],
    ['fanvil', 'qos/PVIDValue'],
    ['gigaset', 'NET.VLAN.PC.Identifier'],
    ['gigaset', 'vlan_pc_id'],
    ['mitel', 'vlan id port 1'],
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
    ['cisco', 'RTP_ToS_DiffServ_Value_1_'],
    ['poly', 'qos.ip.rtp.dscp'],
    ['gigaset', 'NetDir.LDAP.0.BaseDN'],
    ['mitel', 'tos sip'],
  ])('is not a warning where nothing can be cut off: %s: %s', (vendor, name) => {
    expect(vendorById(vendor)?.extras?.isRisky(name)).toBe(false);
  });

  it.each([
    ['yealink', 'T54W', 'account.1.password'],
    ['grandstream', 'GXP2170', 'P34'],
    ['snom', 'D785', 'user_pass[1]'],
    ['fanvil', 'X5U', 'sip/line[1]/RegisterPswd'],
    ['cisco', '8851', 'Password_1_'],
    ['poly', 'VVX 411', 'reg.1.auth.password'],
    ['gigaset', 'Maxwell 3', 'SIP.Account.0.AuthPassword'],
    ['gigaset', 'N870', 'SipAccount.00001.AuthPassword'],
    ['gigaset', 'P850', 'user_pass[1]'],
    ['mitel', '6930', 'sip line1 password'],
  ])('stays ours in the file of a %s %s, whatever a database holds: %s', (id, model, name) => {
    const vendor = vendorById(id);
    const config = deskPhone({ model });
    const text = (extras: ExtraSetting[]) =>
      vendor?.fileFor(vendor.extras?.fileName(config.mac) ?? '', { ...config, extras })?.text;
    expect(text([{ name, value: 'stolen' }])).toBe(text([]));
    expect(text([{ name, value: null }])).toBe(text([]));
    expect(text([])).toContain('desk-secret');
  });

  /** What a template may change of what stands in a file anyway. */
  it.each([
    [
      'yealink',
      'T54W',
      [
        ...['account.1.dtmf.type', 'account.1.codec.pcmu.enable', 'account.1.codec.pcma.enable'],
        ...['account.1.codec.g722.enable', 'lang.gui', 'lang.wui'],
      ],
    ],
    [
      'cisco',
      '8851',
      [
        ...[
          'DTMF_Tx_Method_1_',
          'Preferred_Codec_1_',
          'Second_Preferred_Codec_1_',
          'Third_Preferred_Codec_1_',
        ],
        ...['Use_Pref_Codec_Only_1_', 'Language_Selection', 'Phone_Language', 'Locale'],
      ],
    ],
    [
      'poly',
      'VVX 411',
      [
        'tone.dtmf.viaRtp',
        'tone.dtmf.rfc2833Control',
        'voIpProt.SIP.dtmfViaSignaling.rfc2976',
        'lcl.ml.lang',
      ],
    ],
    [
      'gigaset',
      'Maxwell 3',
      [
        'PhoneUI.Settings.Language',
        'WebUI.Language',
        'SIP.ActiveCodecs',
        'SIP.Account.0.DTMFTransmission',
        'Telephony.ShowKeysDisplayName',
      ],
    ],
    [
      'mitel',
      '6930',
      ['sip out-of-band dtmf', 'sip dtmf method', 'sip customized codec', 'sip line1 dtmf method'],
    ],
  ])('is nearly all that the file of a %s %s says', (id, model, free) => {
    const vendor = vendorById(id);
    const config = deskPhone({ model });
    const file = vendor?.fileFor(vendor.extras?.fileName(config.mac) ?? '', config);
    const own = [...readerOf(id)(file?.text ?? '').keys()];
    expect(own.filter((name) => vendor?.extras?.reserved(name) === undefined)).toEqual(free);
    expect(free.filter((name) => vendor?.extras?.isKnown(name) !== true)).toEqual([]);
  });
});
