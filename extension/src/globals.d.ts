/** The extension's version, put in by the build. */
declare const EXTENSION_VERSION: string;
