"""What befalls a disk or a computer in the middle of a press: nothing lost or half-written, a sentence."""
