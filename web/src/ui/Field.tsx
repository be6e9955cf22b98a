import { type ReactNode, useId } from 'react';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode;
}

/** A labelled form field with its hint and its error tied to it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">{label}</label>
      {children({ id, 'aria-describedby': note === undefined ? undefined : `${id}-note`, 'aria-invalid': error !== null && error !== undefined })}
      {note !== undefined && (
        <p id={`${id}-note`} role={error === null || error === undefined ? undefined : 'alert'} className={error === null || error === undefined ? 'text-xs text-muted' : 'text-xs text-danger'}>
          {note}
        </p>
      )}
    </div>
  );
}
