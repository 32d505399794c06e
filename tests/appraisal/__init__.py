"""年度考核 (保障措施): what its buttons do with the year of an office."""
