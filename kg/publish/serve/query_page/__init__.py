"""The page on which people write queries: what it shows is made by ``page``, what it loads is served by ``files``."""
