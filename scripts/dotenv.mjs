// Reads settings from the file .env where there is one; what the environment already says wins. Loaded with --import.
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
