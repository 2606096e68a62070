"""Messages to citizens (SMS): their wording, and the gateways by which they leave."""
