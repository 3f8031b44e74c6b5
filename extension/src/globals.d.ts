/** The extension's version, put in by the build. */
declare const EXTENSION_VERSION: string;

/** Where the program can be had, as package.json's `homepage` says; null where it says nothing. */
declare const DOWNLOAD_PAGE: string | null;
