'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Button } from '../../../../_ui/button.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { CameraPart } from './camera-part.tsx';
import { FoundPart } from './found-part.tsx';
import { agreedCodes, gather, gatherPhoto, NOTHING } from './gather-codes.ts';
import { PhotoButton } from './photo-button.tsx';
import { isCertain, readLabel } from './read-label.ts';
import { type Choice, type TakenLabel, takeFromLabel } from './take-from-label.ts';
import { useBarcodeReader } from './use-barcode-reader.ts';
import { useCamera } from './use-camera.ts';
import { type PhotoProblem, usePhoto } from './use-photo.ts';

/** Reads labels with the camera or from photos until it knows, or a person says, what to take from them. */
export function Scanner({ onTaken }: { onTaken: (label: TakenLabel) => void }) {
  const words = useTranslations('scanLabel');
  const [gathered, setGathered] = useState(NOTHING);
  const [choice, setChoice] = useState<Choice>({});
  const label = useMemo(() => readLabel(agreedCodes(gathered)), [gathered]);
  const taken = takeFromLabel(label, choice);
  const takeCertain = useEffectEvent(() => {
    if (taken !== undefined && isCertain(label)) onTaken(taken);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read is what it waits for.
  useEffect(() => takeCertain(), [label]);

  const { read, isBroken } = useBarcodeReader();
  const { camera, tryAgain } = useCamera();
  const photo = usePhoto({ read, onCodes: (codes) => setGathered((before) => gatherPhoto(before, codes)) });
  const isOnlyProduct = label.hasProductCode && label.macs.length === 0 && label.serials.length === 0;
  const problem: PhotoProblem | undefined = isBroken
    ? 'broken'
    : (photo.problem ?? (isOnlyProduct ? 'onlyProduct' : undefined));
  const startAgain = () => {
    setGathered(NOTHING);
    setChoice({});
    photo.forget();
  };
  return (
    <>
      <CameraPart
        camera={camera}
        onTryAgain={tryAgain}
        read={read}
        onCodes={(codes) => setGathered((before) => gather(before, codes))}
      />
      <div className="grid gap-4 px-5 pt-4 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
        {problem !== undefined && <Notice kind="warning">{words(problem)}</Notice>}
        <FoundPart label={label} choice={choice} onChoose={setChoice} />
        <div className="flex flex-wrap gap-2 max-sm:*:grow">
          {gathered.size > 0 && (
            <Button kind="primary" disabled={taken === undefined} onClick={() => taken && onTaken(taken)}>
              {words(taken !== undefined && taken.serial === undefined ? 'useMac' : 'use')}
            </Button>
          )}
          <PhotoButton
            isMain={camera.kind === 'off' && gathered.size === 0}
            isBusy={photo.isBusy}
            onPhoto={photo.take}
          />
          {gathered.size > 0 && (
            <Button kind="quiet" onClick={startAgain}>
              {words('again')}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
