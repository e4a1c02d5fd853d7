import { createRoot } from 'react-dom/client';
import { followAddress } from './state/experimentStore';
import { startPlayback } from './state/startPlayback';
import { startSession } from './state/session';
import { App } from './ui/App';

followAddress(window);
startSession();
startPlayback(window);
createRoot(document.getElementById('root')!).render(<App />);
