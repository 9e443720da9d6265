"""Reads e-mails with Python's own package: a folder of them in, JSON out."""

import email
import email.policy
import json
import pathlib
import sys

found = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    # The policy of e-mail as it is on the wire: defects become errors.
    policy = email.policy.SMTP.clone(raise_on_defect=True)
    message = email.message_from_bytes(path.read_bytes(), policy=policy)
    found[path.name] = {
        "headers": {name: str(value) for name, value in message.items()},
        "type": message.get_content_type(),
        "parts": [
            {
                "type": part.get_content_type(),
                "charset": part.get_content_charset(),
                "method": part.get_param("method") or "",
                "text": part.get_content(),
            }
            for part in message.iter_parts()
        ],
        "defects": [str(d) for part in message.walk() for d in part.defects],
    }
json.dump(found, sys.stdout)
