// The one manifest, and what each browser wants otherwise.
const CHROMIUM_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6Eq8iFrJFLtFPM14iUIbJQ5KY2cH9QneKymSWzBdot+CfYWk821YmQvb5G0x/1SNY8U+Yb8CTmL+fFTmdwQJCOPg85G8zTeJ0KSUTwnfWwJkPPcdO8E9w0BqQ+B9qsZmLvS+T+aqZVVQOWD5YWxM/aLG9x9dQ4X4H7KdogdvCTHnY/y4VSxUNhNS+huE+7Xeqs/PIyJ7nQTvy0qbX1DxeSkL4908tYI1CIlbKLL+Z5wovsDCeiki8EvVF0Ta1aKGSMhwh/gVeobBmm6HAhWuDxBLwywSZEFTjo9gWmklRvek0tVs2GrXRfHieknAdpl4k7Ph0ecKxLevpaUWvok4EQIDAQAB';

const sizes = (state) => ({ 16: `icons/${state}-16.png`, 32: `icons/${state}-32.png` });

const common = (version) => ({
  manifest_version: 3,
  name: '__MSG_extension_name__',
  description: '__MSG_extension_description__',
  version,
  default_locale: 'en',
  icons: {
    16: 'icons/learning-16.png',
    32: 'icons/learning-32.png',
    48: 'icons/learning-48.png',
    128: 'icons/learning-128.png',
  },
  action: {
    default_title: '__MSG_extension_name__',
    default_popup: 'popup.html',
    default_icon: sizes('learning'),
  },
  options_ui: { page: 'options.html', open_in_tab: true },
  permissions: [
    'downloads',
    'storage',
    'nativeMessaging',
    'notifications',
    'contextMenus',
    'alarms',
    'activeTab',
    'scripting',
  ],
  optional_permissions: ['tabs'],
  // Asked for one site at a time, when the person wants it watched. In one pattern: two for the two
  // schemes do not let Firefox give *://HOST/*.
  optional_host_permissions: ['*://*/*'],
  commands: {
    'pick-fields': {
      suggested_key: { default: 'Alt+Shift+F' },
      description: '__MSG_command_pick__',
    },
    'summarize-page': {
      suggested_key: { default: 'Alt+Shift+S' },
      description: '__MSG_command_summarize__',
    },
  },
  incognito: 'not_allowed',
  content_security_policy: {
    extension_pages:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
});

const withPermissions = (manifest, ...more) => ({
  ...manifest,
  permissions: [...manifest.permissions, ...more],
});

export function manifestFor(browser, version) {
  switch (browser) {
    case 'chromium':
      return {
        ...withPermissions(common(version), 'sidePanel'),
        key: CHROMIUM_KEY,
        side_panel: { default_path: 'panel.html' },
        minimum_chrome_version: '120',
        background: { service_worker: 'background.js' },
      };
    case 'firefox':
      return {
        ...common(version),
        background: { scripts: ['background.js'] },
        sidebar_action: {
          default_panel: 'panel.html',
          default_title: '__MSG_panel_title__',
          default_icon: sizes('learning'),
          open_at_install: false,
        },
        browser_specific_settings: {
          gecko: {
            id: 'stillroom@stillroom.dev',
            // The first whose Android sibling knows the next member, too.
            strict_min_version: '142.0',
            // Addresses of downloads and what is chosen or picked in pages go to Stillroom's own program
            // on the same machine.
            data_collection_permissions: { required: ['browsingActivity', 'websiteContent'] },
          },
        },
      };
    default:
      throw new Error(`no such browser: ${browser}; known are chromium and firefox`);
  }
}
