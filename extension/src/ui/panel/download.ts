/** A downloaded file as a document: the panel's address names it, the host reads it. */
import { useEffect, useRef } from 'preact/hooks';
import { host } from '../shared/client';
import type { Source } from './source';

export function useDownload(source: Source, connected: boolean): void {
  const id = new URLSearchParams(location.search).get('download');
  const read = useRef(false);
  useEffect(() => {
    if (id === null || !connected || read.current) return;
    read.current = true;
    void whole(id).then(({ name, text }) => source.open({ name, text, url: '' }));
  }, [id, connected]);
}

async function whole(downloadId: string): Promise<{ name: string; text: string }> {
  let text = '';
  for (;;) {
    const part = await host.request<'readDownload'>({
      type: 'readDownload',
      downloadId,
      from: text.length,
    });
    text += part.text;
    if (part.text === '' || text.length >= part.total) return { name: part.name, text };
  }
}
