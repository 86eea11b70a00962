"""The server's pages: rendered in the workers by the site's templates, in a frame of their own."""
