// The pages whose only script of their own this is: lists of actions.

import { offerTicks } from "./bar.js";

offerTicks();
