import {isOnline} from "./api.js";
import {useStore} from "./store.js";
import {useCallback, useEffect, useRef, useState} from "./view.js";

/**
 * Loads something whenever the inputs change: {data, error, isLoading, reload}. `load` gets an
 * AbortSignal. It loads again when a lost server is back.
 */
export function useLoad(load, inputs) {
  const [result, setResult] = useState({isLoading: true});
  const current = useRef(null);
  const online = useStore(isOnline);
  const reload = useCallback(async () => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setResult((before) => ({...before, isLoading: true}));
    try {
      const data = await load(controller.signal);
      if (!controller.signal.aborted) setResult({data, isLoading: false});
    } catch (error) {
      if (!controller.signal.aborted) setResult((before) => ({data: before.data, error, isLoading: false}));
    }
  }, inputs);
  useEffect(() => {
    reload();
    return () => current.current?.abort();
  }, [reload]);
  useEffect(() => {
    if (online && result.error?.status === 0) reload();
  }, [online]);
  return {...result, reload};
}
