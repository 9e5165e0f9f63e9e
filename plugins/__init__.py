"""The Pelican plugins and the engine behind them: one module, one purpose."""
