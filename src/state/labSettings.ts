/** The labs' own settings: kept while other labs are open, and in the address beside the experiment. `experimentHistory.edit` changes them. */
import { createStore } from 'zustand/vanilla';
import { defaultLabSettings, type LabSettings } from '../protocol/labFields';

export const labSettingsStore = createStore<LabSettings>()(() => defaultLabSettings);
