"""The verbs: one module a subject of the plan, pure (DataFrame, Policy) → DataFrame."""
