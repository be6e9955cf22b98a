import '@/styles/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '@/i18n/i18n';
import { App } from './App';
import { reportFaults } from './errorReports';
import { registerWorker } from './registerWorker';
import { wire } from './wiring';

reportFaults();
wire();
await startI18n();
const root = document.getElementById('app');
if (root !== null) createRoot(root).render(<StrictMode><App /></StrictMode>);
registerWorker();
