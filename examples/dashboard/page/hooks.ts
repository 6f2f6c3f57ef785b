// Calls and how they are repeated, bound to the life of a component: what nobody looks at any more is aborted.

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { isWtsError, type WtsError } from 'wts-chat';
import { createStore, useStore } from './store.js';

export const online = createStore(navigator.onLine);
window.addEventListener('online', () => online.set(() => true));
window.addEventListener('offline', () => online.set(() => false));

/** Resolves once the browser is online; rejects when the signal ends the wait. */
export function whenOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!online.get() && !signal.aborted) return;
      leave();
      signal.removeEventListener('abort', look);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const leave = online.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  });
}

/** What a failure is, for people. Aborted calls are nobody's concern. */
export type Failure = WtsError | Error;
export const failureOf = (error: unknown): Failure | null => {
  if (isWtsError(error)) return error.code === 'aborted' && !error.maybeSent ? null : error;
  return error instanceof Error ? error : new Error(String(error));
};

export interface Loaded<T> {
  value: T | undefined;
  error: Failure | null;
  /** Nothing is known yet. */
  isLoading: boolean;
  reload: () => void;
}

/**
 * What a call answers, asked anew when `key` changes, every `every` ms if that is given, and when the page is seen or online again.
 * Not while it is hidden or offline. A failure keeps what was known before; after it, the next call waits longer.
 */
export function useCall<T>(key: string | null, call: (signal: AbortSignal) => Promise<T>, every?: number): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; value?: T; error: Failure | null }>({ key, error: null });
  const latest = useRef(call);
  latest.current = call;
  const again = useRef<() => void>(() => {});

  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    let timer: number | undefined;
    let isUnderWay = false;
    let isAsked = false;
    let failures = 0;
    let isKnown = false;
    const run = async () => {
      window.clearTimeout(timer);
      if (isUnderWay) {
        isAsked = true;
        return;
      }
      if (document.hidden || !online.get()) return;
      isUnderWay = true;
      isAsked = false;
      try {
        const value = await latest.current(controller.signal);
        failures = 0;
        isKnown = true;
        if (!controller.signal.aborted) setState({ key, value, error: null });
      } catch (error) {
        failures += 1;
        const failure = failureOf(error);
        if (!controller.signal.aborted && failure) {
          setState((old) => (old.key === key ? { ...old, error: failure } : { key, error: failure }));
        }
      }
      isUnderWay = false;
      if (controller.signal.aborted) return;
      if (isAsked) void run();
      else if (every) timer = window.setTimeout(run, every * Math.min(2 ** failures, 8));
    };
    const wake = () => {
      if (!document.hidden && online.get() && (every || !isKnown)) void run();
    };
    again.current = () => void run();
    document.addEventListener('visibilitychange', wake);
    const leave = online.subscribe(wake);
    void run();
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
      leave();
      controller.abort();
      again.current = () => {};
    };
  }, [key, every]);

  const reload = useCallback(() => again.current(), []);
  const isOurs = state.key === key;
  const value = isOurs ? state.value : undefined;
  const error = isOurs ? state.error : null;
  return { value, error, isLoading: key !== null && value === undefined && error === null, reload };
}

/** One call that a person asked for; the component's end aborts it. */
export function useAction(): {
  isBusy: boolean;
  error: Failure | null;
  /** Whether it succeeded. */
  run: (work: (signal: AbortSignal) => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
} {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);
  const controller = useRef(new AbortController());
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current.abort();
  }, []);
  const run = useCallback(async (work: (signal: AbortSignal) => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work(controller.current.signal);
      return true;
    } catch (failure) {
      if (!controller.current.signal.aborted) setError(failureOf(failure));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { isBusy, error, run, clear };
}

/** The time of now, told anew every `every` ms while the page is seen. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => !document.hidden && setNow(Date.now()), every);
    return () => window.clearInterval(timer);
  }, [every]);
  return now;
}

export const useOnline = () => useStore(online);

/** The value as it was when it last rested for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(() => value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
