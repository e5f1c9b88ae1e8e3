import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import App from './App.svelte';
import { chooseTransport } from './lib/api/transport';

chooseTransport();
const target = document.getElementById('app');
if (target) mount(App, { target });
