"""The service as a process of its own: `equipoise serve` starts it with its settings named."""

import sys

from equipoise.web.serving import new_accounts, prepare, serve


def main(host: str, port: str) -> None:
    """Prepare the workspace, tell new passwords once, and serve."""
    prepare()
    fresh = new_accounts()
    if fresh:
        print("Accounts made, each with a password that is shown this once:")
        for name, password in fresh.items():
            print(f"  {name:<20} {password}")
    print(f"Equipoise is at http://{host}:{port}/ until you press Ctrl+C.", flush=True)
    serve(host, int(port))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(0)
