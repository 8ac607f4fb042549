"""500 slow clients of five kinds at once: a normal client is answered every time."""

import unittest

from slow_clients import KINDS, RSS, Seen, loaded_server, slow_load

SECONDS = 12  # the deadlines of headers and of stalled responses pass in this time


class SlowClients(unittest.TestCase):
    def test_500_of_five_kinds_delay_no_normal_client(self):
        with loaded_server(tls=True) as (engine, target, path):
            before = engine.resident
            with slow_load(target, KINDS, 500):
                seen = Seen(target, path, engine.headers, SECONDS, lambda: engine.resident)
            print(seen)
            self.assertEqual(seen.failed, [])
            self.assertGreater(len(seen.times), SECONDS * 10)
            if before < RSS:  # sanitizers start with more memory
                self.assertLess(seen.resident, RSS)


if __name__ == "__main__":
    unittest.main()
