import { useEffect, useState } from 'react';

/** Something made when the component is there and disposed of when it goes; null for the first moment. `make` must be stable. */
export function useResource<T>(make: () => { value: T; dispose: () => void }): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const made = make();
    // It has effects of its own, so it cannot be made while rendering, which may happen more than once.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setValue(made.value);
    return made.dispose;
  }, [make]);
  return value;
}
