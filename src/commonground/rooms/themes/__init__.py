"""The themes room: remarks, the codes given to them, and the golden themes made of the codes."""
