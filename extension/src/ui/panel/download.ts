/** A downloaded file as a document: the panel's address names it, the host reads it. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { failed, type Failed } from '../shared/act';
import { host } from '../shared/client';
import type { Source } from './source';

export interface Download {
  /** Why it could not be read. */
  failure: Failed | null;
  again(): Promise<void>;
}

export function useDownload(source: Source, connected: boolean): Download {
  const id = new URLSearchParams(location.search).get('download');
  const [failure, setFailure] = useState<Failed | null>(null);
  const read = useRef(false);
  const open = useRef(source.open);
  open.current = source.open;

  const again = useCallback(async () => {
    if (id === null || read.current) return;
    read.current = true;
    try {
      const { name, text } = await whole(id);
      setFailure(null);
      open.current({ name, text, url: '' });
    } catch (why) {
      read.current = false;
      setFailure(failed(why));
    }
  }, [id]);

  useEffect(() => void (connected && again()), [connected, again]);

  return { failure, again };
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
